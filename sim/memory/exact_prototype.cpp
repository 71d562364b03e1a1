#include <bits/stdc++.h>
using namespace std; typedef int I;
struct Prob{int n,S;vector<I>p,b,e;vector<vector<int>>adj,sec,eq;};
Prob load(const char*f,I g){ifstream in(f);string l;getline(in,l);Prob P;vector<array<long,3>>R;while(getline(in,l)){replace(l.begin(),l.end(),',',' ');istringstream s(l);string id;long a,b,c;s>>id>>a>>b>>c;R.push_back({a,b,c});}
 set<long>T;for(auto&r:R)T.insert(r[0]),T.insert(r[1]);vector<long>t(T.begin(),T.end());P.n=R.size();P.S=t.size()-1;P.sec.resize(P.S);P.adj.resize(P.n);P.eq.resize(P.n);
 for(int i=0;i<P.n;i++){auto&r=R[i];P.p.push_back(r[2]/g);P.b.push_back(lower_bound(t.begin(),t.end(),r[0])-t.begin());P.e.push_back(lower_bound(t.begin(),t.end(),r[1])-t.begin());for(int s=P.b[i];s<P.e[i];s++)P.sec[s].push_back(i);}
 for(int i=0;i<P.n;i++)for(int j=0;j<P.n;j++)if(i!=j&&P.b[i]<P.e[j]&&P.b[j]<P.e[i]){P.adj[i].push_back(j);}
 // drop sections whose member set is a subset of a neighbour's
 return P;}
int VERB=0;
struct Solver{const Prob&P;I C;int n,S;vector<I>lo,hi,fl;vector<char>pl;struct Tr{I*p;I v;};vector<Tr>tr;vector<int>trpl;vector<double>w,pri;vector<char>q;vector<int>queue;long nodes=0,fails=0,limit=0;int mode=0;vector<I>R;vector<int>activeSec;mt19937 rng{1};vector<double>wb;
 int failSec=-1;double inc=1;
 Solver(const Prob&P,I C):P(P),C(C),n(P.n),S(P.S),lo(n,0),hi(n),fl(n,0),pl(n,0),w(S,1),pri(n),q(S,0),wb(n,0){for(int i=0;i<n;i++)hi[i]=C-P.p[i];
  // maximal sections
  for(int s=0;s<S;s++){auto sub=[&](int a,int b){return includes(P.sec[b].begin(),P.sec[b].end(),P.sec[a].begin(),P.sec[a].end());};
   bool dom=false; if(s>0&&sub(s,s-1)&&!(P.sec[s]==P.sec[s-1]))dom=true; if(s+1<S&&sub(s,s+1))dom=true; if(s>0&&P.sec[s]==P.sec[s-1]&&false)dom=true; act.push_back(!dom);}
 }
 vector<char>act;
 void setv(I&x,I v){tr.push_back({&x,x});x=v;}
 void touch(int b){for(int s=P.b[b];s<P.e[b];s++)if(act[s]&&!q[s]){q[s]=1;queue.push_back(s);}}
 bool up(int b,I v){if(v<=lo[b])return true;setv(lo[b],v);if(v>hi[b]){failB(b);return false;}touch(b);chg.push_back(b);return true;}
 bool dn(int b,I v){if(v>=hi[b])return true;setv(hi[b],v);if(v<lo[b]){failB(b);return false;}touch(b);chg.push_back(b);return true;}
 vector<int>chg;
 void failB(int b){wb[b]+=inc;}
 void failS(int s){w[s]+=inc;for(int b:P.sec[s])if(!pl[b])wb[b]+=inc/P.sec[s].size();}
 bool undoTo(size_t m,size_t k){while(tr.size()>m){*tr.back().p=tr.back().v;tr.pop_back();}while(trpl.size()>k){pl[trpl.back()]=0;trpl.pop_back();}for(int s:queue)q[s]=0;queue.clear();chg.clear();return false;}
 bool pairProp(int b){for(int c:P.adj[b])if(!pl[c]){bool bc=lo[b]+P.p[b]<=hi[c],cb=lo[c]+P.p[c]<=hi[b];if(!bc&&!cb){failB(b);failB(c);return false;}if(!bc){if(!up(b,lo[c]+P.p[c])||!dn(c,hi[b]-P.p[c]))return false;}else if(!cb){if(!up(c,lo[b]+P.p[b])||!dn(b,hi[c]-P.p[b]))return false;}}return true;}
 vector<int>m;
 bool secProp(int s){m.clear();for(int b:P.sec[s])if(!pl[b])m.push_back(b);if(m.size()<1)return true;
  sort(m.begin(),m.end(),[&](int a,int b){return lo[a]<lo[b];});int k=m.size();
  I sum=0;static I mx[1024];mx[0]=0;for(int i=0;i<k;i++)mx[i+1]=max(mx[i],P.p[m[i]]);
  I mn=lo[m[0]];
  for(int i=k-1;i>=0;i--){sum+=P.p[m[i]];I x=lo[m[i]];if(x+sum>C){failS(s);return false;}
   if(i==0||lo[m[i-1]]==x)continue;
   I sl=C-x-sum;if(mx[i]>sl){ I bs=0,bl=INT_MAX,need=0;for(int j=i-1;j>=0;j--){int b=m[j];if(P.p[b]>sl&&lo[b]<x){bs+=P.p[b];bl=lo[b];need=max(need,bl+bs);if(!dn(b,C-sum-P.p[b]))return false;}}
     if(need>x){for(int j=i;j<k;j++)if(!up(m[j],need)){return false;} }
   }}
  sort(m.begin(),m.end(),[&](int a,int b){return hi[a]+P.p[a]<hi[b]+P.p[b];});
  sum=0;mx[k]=0;for(int i=k-1;i>=0;i--)mx[i]=max(mx[i+1],P.p[m[i]]);
  for(int i=0;i<k;i++){sum+=P.p[m[i]];I x=hi[m[i]]+P.p[m[i]];if(mn+sum>x){failS(s);return false;}
   if(i==k-1||hi[m[i+1]]+P.p[m[i+1]]==x)continue;I sl=x-mn-sum;if(mx[i+1]>sl){I bs=0,need=INT_MAX;for(int j=i+1;j<k;j++){int b=m[j];I eb=hi[b]+P.p[b];if(P.p[b]>sl&&eb>x){bs+=P.p[b];need=min(need,eb-bs);if(!up(b,mn+sum))return false;}}
    if(need<x){for(int j=0;j<=i;j++)if(!dn(m[j],need-P.p[m[j]]))return false;}}}
  return true;}
 bool prop(){while(true){ if(!chg.empty()){int b=chg.back();chg.pop_back();if(!pl[b]&&!pairProp(b))return false;continue;} if(queue.empty())return true;int s=queue.back();queue.pop_back();q[s]=0;if(!secProp(s))return false;}}
 bool place(int b){trpl.push_back(b);pl[b]=1;if(hi[b]!=lo[b])setv(hi[b],lo[b]);I top=lo[b]+P.p[b];for(int c:P.adj[b])if(!pl[c]){if(top>fl[c])setv(fl[c],top);if(!up(c,top))return false;}touch(b);return prop();}
 I nextLo(int b){I m=INT_MAX;for(int c:P.adj[b])if(!pl[c])m=min(m,lo[c]+P.p[c]);return m;}
 bool postpone(int b){I v=nextLo(b);if(v==INT_MAX||v<=lo[b]){failB(b);return false;}if(!up(b,v))return false;return prop();}
 // choose
 int choose(bool&dead){dead=false;
  while(true){ int best=-1;double bs=-1e300; 
   for(int b=0;b<n;b++)if(!pl[b]){double sc=score(b);if(sc>bs){bs=sc;best=b;}}
   if(best<0)return -1;
   // walk down to eligible
   int b=best;while(true){int c2=-1;I bl=INT_MAX;for(int c:P.adj[b])if(!pl[c]&&lo[c]+P.p[c]<=lo[b]&&lo[c]+P.p[c]<bl){bl=lo[c]+P.p[c];c2=c;}if(c2<0)break;b=c2;}
   if(lo[b]>fl[b]){ // hovering
     if(!postpone(b)){dead=true;return 0;}continue;}
   return b;}
 }
 double score(int b){switch(mode&15){case 0:return -lo[b]*1e6+pri[b];case 1:return wb[b]*1e3-lo[b]+1e-9*pri[b];case 2:{return -(double)lo[b]*1e3/ (1+wb[b]) +pri[b]*1e-6;}case 3:return pri[b];case 4:{return -(double)(lo[b])*1e6-(hi[b]-lo[b])*1e3;} case 5:return -(hi[b]-lo[b]); case 6:return -(hi[b]-lo[b])/(1+wb[b]); case 7: return -hi[b]; case 8: return -(double)hi[b]/(1+wb[b]);}return 0;}
 bool solve(long lim){limit=lim;nodes=0;struct Fr{size_t m,k;int b;};vector<Fr>st;if(!rootDone){for(int i=0;i<n;i++)touch(i),chg.push_back(i);if(!prop()){undoTo(0,0);status=-1;return false;}rootDone=true;m0=tr.size();}
  bool dead;size_t base=tr.size();(void)base;
  while(true){int b=choose(dead);bool ok=!dead;if(ok&&b<0){status=1;return true;}
   if(ok){nodes++;st.push_back({tr.size(),trpl.size(),b});ok=place(b);}
   // on failure: backtrack
   while(!ok){fails++;inc*=1.0005;if(inc>1e100){for(auto&x:w)x/=1e100;for(auto&x:wb)x/=1e100;inc/=1e100;}if(nodes>limit){undoTo(m0,0);status=0;return false;}if(st.empty()){status=-1;undoTo(m0,0);return false;}auto f=st.back();st.pop_back();undoTo(f.m,f.k);ok=postpone(f.b);}
  }}
 bool rootDone=false;size_t m0=0;int status=0;
};
int main(int c,char**v){I g=1024;vector<int>modes;long slice=atol(v[1]);double cap0=atof(v[2]);string ms=v[3];double tl=atof(v[4]);double tot=0;
 {stringstream s(ms);string x;while(getline(s,x,','))modes.push_back(stoi(x));}
 for(int a=5;a<c;a++){Prob P=load(v[a],g);auto t0=clock();I C=cap0/g; long total=0;int st=0;string how;vector<unique_ptr<Solver>>sv;long sl=slice;int r=0;
  for(size_t i=0;i<modes.size();i++){sv.emplace_back(new Solver(P,C));}
  double T=0;
  while(st==0){for(size_t i=0;i<modes.size()&&st==0;i++){auto&s=*sv[i];s.mode=modes[i]&15;int pm=modes[i]>>4;for(int b=0;b<P.n;b++){double A=(double)P.p[b]*(P.e[b]-P.b[b]);double wd=P.e[b]-P.b[b],h=P.p[b];s.pri[b]=pm==0?A:pm==1?wd*1e4+h:pm==2?h*100+wd: pm==3? wd*wd*h: A;if(r>0)s.pri[b]*=1+0.3*((s.rng()%1000)/1000.0);}
    s.solve(sl);total+=s.nodes;st=s.status;if(st==1){how=to_string(modes[i])+"@"+to_string(r)+"/"+to_string(sl);
      for(int x=0;x<P.n;x++)for(int y:P.adj[x])if(!(s.lo[x]+P.p[x]<=s.lo[y]||s.lo[y]+P.p[y]<=s.lo[x])||s.lo[x]<0||s.lo[x]+P.p[x]>C){printf("INVALID\n");exit(1);}}
    T=(clock()-t0)/1e6;if(T>tl)break;}
   sl=sl*1.3;r++;if(T>tl)break;}
  T=(clock()-t0)/1e6;tot+=T;printf("%c st=%d nodes=%ld %.3fs %.1fus/node %s\n",strrchr(v[a],'/')[1],st,total,T,T*1e6/max(1L,total),how.c_str());fflush(stdout);}
 printf("total %.2f\n",tot);}
